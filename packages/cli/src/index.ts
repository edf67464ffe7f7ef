export { type Config, type ConfigInput, configSchema } from './repository/settings.ts'
