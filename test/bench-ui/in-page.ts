/**
 * What is measured inside the page: times from what a person does to the frame that shows it, and frames while it scrolls. It knows the page by
 * roles and labels alone. Text, because it runs there and not here; put in before anything of the page.
 */

export const IN_PAGE = `
globalThis.bench = {
  frame: () => new Promise((resolve) => requestAnimationFrame(resolve)),
  /** The time at which a frame that shows it is on the screen. */
  async painted(holds) {
    while (!holds()) await bench.frame()
    // The frame in which it came to hold, then the start of the one after: the first has been shown.
    await bench.frame()
    return performance.now()
  },
  /** Arms a stopwatch that starts with the next event of that kind. */
  arm(kind, holds) {
    bench.result = new Promise((resolve) => {
      addEventListener(kind, (event) => {
        const began = event.timeStamp
        void bench.painted(holds).then((at) => resolve(at - began))
      }, { capture: true, once: true })
    })
  },
  feed: () => document.querySelector('[role=feed]'),
  articles: () => [...document.querySelectorAll('[role=feed] [role=article], [role=feed] article')],
  shows: (text) => bench.articles().some((article) => article.textContent.includes(text)),
  scroller() {
    for (let at = bench.articles()[0]; at; at = at.parentElement) if (at.scrollHeight > at.clientHeight + 50 && getComputedStyle(at).overflowY !== 'visible') return at
    throw new Error('nothing scrolls')
  },
  /** Scrolls back by so many px a frame; what a frame shows in its middle must be an article. */
  async scroll(frames, px) {
    const scroller = bench.scroller()
    const gaps = []
    let blank = 0
    let last = await bench.frame()
    for (let at = 0; at < frames; at++) {
      scroller.scrollTop -= px
      const now = await bench.frame()
      gaps.push(now - last)
      last = now
      const { left, top, width, height } = scroller.getBoundingClientRect()
      const rows = bench.articles().map((article) => article.getBoundingClientRect())
      for (const share of [0.25, 0.5, 0.75]) {
        const y = top + height * share
        // Between two rows is a gap of the design, not a hole: a hole is more than that.
        if (!rows.some((row) => row.top - 24 <= y && row.bottom + 24 >= y)) { blank++; break }
      }
    }
    return { gaps, blank }
  },
}
`
