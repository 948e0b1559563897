/** The type of a file whose content is a set of files (MEDIA-8). */
export const SET_TYPE = 'application/vnd.sarangbang.set'
