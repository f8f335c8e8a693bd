import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import type { NavigateOptions } from 'react-router';

type Change = (change: (before: URLSearchParams) => URLSearchParams, options?: NavigateOptions) => void;

/** The part of the address behind "?", and how to change it: from the address as it stands, also while the page does not show the last change yet. */
export function useAddress(): [URLSearchParams, Change] {
  const [search, setSearch] = useSearchParams();
  const change = useCallback<Change>((by, options) => { setSearch(by(new URLSearchParams(window.location.search)), options); }, [setSearch]);
  return [search, change];
}
