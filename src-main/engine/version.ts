/** The version people see; a test holds it to the one in package.json, which the built program does not have beside it. */
export const VERSION = '0.1.0'
