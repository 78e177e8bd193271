/** jsdom knows no screen: the one media query of the screens is answered here. Give 1280 back afterwards. */
export function setScreenWidth(widthPx: number): void {
  window.matchMedia = query => {
    const limit = /max-width:\s*([\d.]+)px/.exec(query);
    return {
      matches: limit !== null && widthPx <= Number(limit[1]),
      media: query,
      onchange: null,
      addListener: () => {},
      removeListener: () => {},
      addEventListener: () => {},
      removeEventListener: () => {},
      dispatchEvent: () => false,
    };
  };
}
