import { h, render } from 'preact'
import { sharedStyle } from '../ui/style.ts'
import { App } from './app.ts'
import './style.css'

// The content security policy of the page allows no style element.
const sheet = new CSSStyleSheet()
sheet.replaceSync(sharedStyle)
document.adoptedStyleSheets = [sheet]
const place = document.getElementById('app')
if (place) render(h(App, null), place)
