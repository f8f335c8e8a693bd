import { Fragment } from 'react';

/** Short facts in one line, those that are known; each reads in its own direction. */
export function Facts({ of }: { of: readonly (string | null | undefined)[] }) {
  return of.filter(Boolean).map((fact, index) => <Fragment key={index}>{index > 0 && ' · '}<bdi>{fact}</bdi></Fragment>);
}
