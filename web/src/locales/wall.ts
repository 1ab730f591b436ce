// Words of the wall's pages, fetched with them.
import { addWords } from '.'
import words from './zh-CN.wall.json'

addWords(words)
