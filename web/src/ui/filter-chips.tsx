import { Tag, TagGroup, makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  chips: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export interface Chip {
  key: string;
  /** The filter and its value. */
  text: string;
}

/** The filters that a page has, each to be taken away: by a press, Delete or Backspace. */
export function FilterChips({ label, remove, chips, onRemove }: { label: string; remove: string; chips: readonly Chip[]; onRemove: (key: string) => void }) {
  const styles = useStyles();
  if (chips.length === 0) return null;
  return (
    <TagGroup className={styles.chips} aria-label={label} size="small" appearance="brand" onDismiss={(_, data) => onRemove(data.value)}>
      {chips.map(({ key, text }) => <Tag key={key} value={key} dismissible dismissIcon={{ 'aria-label': remove }} shape="circular">{text}</Tag>)}
    </TagGroup>
  );
}
