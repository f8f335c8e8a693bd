import { Button, Dropdown, Field, Input, Option, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client';
import { useText } from '../../text';
import { scoredLevels } from '../../ui/levels';
import type { Asked } from './filters';
import { isFiltered } from './filters';

const useStyles = makeStyles({
  bar: {
    display: 'grid', gridTemplateColumns: 'repeat(4, minmax(0, 200px)) auto', gap: tokens.spacingHorizontalM, alignItems: 'start',
    '& .fui-Dropdown, & .fui-Input': { minWidth: 0, width: '100%' }, '& .fui-Input__input': { minWidth: 0 },
    '@media (max-width: 900px)': { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
  },
  list: { maxHeight: '320px' },
  clear: { alignSelf: 'end', justifySelf: 'start' },
});

/** What narrows the search: queue, level of the message, first and last day. */
export function FilterBar({ asked, onAsked }: { asked: Asked; onAsked: (asked: Asked) => void }) {
  const t = useText();
  const styles = useStyles();
  const queues = useQuery({ queryKey: ['queues'], queryFn: api.queues, retry: false });
  const choice = (label: string, key: 'queue' | 'level', options: readonly (readonly [string, string])[]) => (
    <Field label={label}>
      <Dropdown
        value={options.find(([value]) => value === asked[key])?.[1] ?? asked[key]}
        selectedOptions={[asked[key]]}
        listbox={{ className: styles.list }}
        onOptionSelect={(_, data) => onAsked({ ...asked, [key]: data.optionValue ?? '' })}
      >
        {options.map(([value, name]) => <Option key={value} value={value} text={name}>{name}</Option>)}
      </Dropdown>
    </Field>
  );
  const date = (label: string, key: 'from' | 'to', fault?: string) => (
    <Field label={label} validationMessage={fault} validationState={fault ? 'error' : 'none'}>
      <Input type="date" value={asked[key]} onChange={(_, data) => onAsked({ ...asked, [key]: data.value })} />
    </Field>
  );
  return (
    <div className={styles.bar} role="group" aria-label={t('search.filters')}>
      {choice(t('search.queue'), 'queue', [['', t('board.all_queues')], ...(queues.data ?? []).map((each) => [each.id, each.name] as const)])}
      {choice(t('search.level'), 'level', [['', t('board.all_levels')], ['all_negative', t('board.negative_levels')], ...scoredLevels.map((each) => [each, t(`level.${each}`)] as const)])}
      {date(t('search.from'), 'from')}
      {date(t('search.to'), 'to', asked.from && asked.to && asked.to < asked.from ? t('search.order') : undefined)}
      {isFiltered(asked) && <Button className={styles.clear} appearance="subtle" onClick={() => onAsked({ words: asked.words, queue: '', level: '', from: '', to: '' })}>{t('search.clear')}</Button>}
    </div>
  );
}
