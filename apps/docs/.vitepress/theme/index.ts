import DefaultTheme from 'vitepress/theme-without-fonts'
import './style.css'

// The system's own fonts: nothing is fetched, nothing has to be shipped.
export default DefaultTheme
