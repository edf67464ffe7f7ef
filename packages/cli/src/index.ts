export { type Config, type ConfigInput, configSchema } from './repository/config.ts'
