// The desk's words, one file for each room of it.
import { addWords } from '.'
import evaluation from './zh-CN.desk-evaluation.json'
import ground from './zh-CN.desk.json'
import records from './zh-CN.desk-records.json'
import roster from './zh-CN.desk-roster.json'
import rules from './zh-CN.desk-rules.json'
import stewardship from './zh-CN.desk-stewardship.json'
import schemes from './zh-CN.desk-schemes.json'

for (const words of [evaluation, ground, records, roster, rules, schemes, stewardship]) addWords(words)
