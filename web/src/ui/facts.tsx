import { Fragment } from 'react';

/** Short facts in one line, those that are known; each reads in its own direction. */
export function Facts({ of, between = ' · ' }: { of: readonly (string | null | undefined)[]; between?: string }) {
  return of.filter(Boolean).map((fact, index) => <Fragment key={index}>{index > 0 && between}<bdi>{fact}</bdi></Fragment>);
}
