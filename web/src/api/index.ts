// Everything the pages may ask of the server.
export { api, onExpiry, type Asked, type Route } from './client'
export { ApiProblem, asProblem } from './problem'
export type * from './types'
