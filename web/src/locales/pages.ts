// Words that the first screen does not need, fetched with the pages that do.
import { addWords } from '.'
import words from './zh-CN.pages.json'

addWords(words)
