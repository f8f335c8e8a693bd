/** One line; what is too long is cut, a name in `bdi` at its own end, whichever way it runs. */
export const cutLine = {
  overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap',
  '& > bdi': { display: 'inline-block', maxWidth: '100%', overflow: 'hidden', textOverflow: 'ellipsis', verticalAlign: 'bottom' },
} as const;
