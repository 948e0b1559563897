/** Version 2. Messages whose text is not in the full-text index yet: indexing many together, later, costs a fraction of one by one. */
export const SEARCH_LATER = `
CREATE TABLE search_pending (
  n INTEGER PRIMARY KEY
) STRICT;
`
