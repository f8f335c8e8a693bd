type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A storage of the browser, or memory where the browser forbids it, as it may inside a frame on another site. */
function storeOf(pick: () => Storage): Store {
  try {
    const store = pick();
    store.getItem('');
    return store;
  } catch {
    const held = new Map<string, string>();
    return {
      getItem: (key) => held.get(key) ?? null,
      setItem: (key, value) => void held.set(key, value),
      removeItem: (key) => void held.delete(key),
    };
  }
}

/** Lasts as long as the tab. */
export const tabStore = storeOf(() => window.sessionStorage);
/** Lasts in this browser. */
export const browserStore = storeOf(() => window.localStorage);
