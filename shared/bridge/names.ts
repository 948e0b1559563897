/** What page, preload and shell call things to each other. */

/** The name under which the page finds it: `window.sarangbang`. */
export const BRIDGE_NAME = 'sarangbang'
/** `type` of the window message that carries a port. */
export const PORT_MESSAGE = 'sarangbang-port'
/** The one channel between preload and shell, both ways. */
export const BRIDGE_CHANNEL = 'sarangbang'
/** Page and scheme it is served from; never a file. */
export const PAGE_SCHEME = 'sarangbang-page'
export const PAGE_ORIGIN = `${PAGE_SCHEME}://house`
