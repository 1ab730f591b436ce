// The desk's words, one file for each room of it.
import { addWords } from '.'
import ground from './zh-CN.desk.json'
import records from './zh-CN.desk-records.json'
import roster from './zh-CN.desk-roster.json'
import rules from './zh-CN.desk-rules.json'

for (const words of [ground, records, roster, rules]) addWords(words)
