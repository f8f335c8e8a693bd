import { Button, Combobox, Dropdown, Field, Input, Option, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api } from '../../api/client';
import { useLive } from '../../live/store';
import { useText } from '../../text';
import type { Filters, Period } from './filters';
import { daysOf, isOrdered, noFilters, ownZone, periods } from './filters';

const useStyles = makeStyles({
  bar: { display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(170px, 1fr))', gap: tokens.spacingHorizontalM, alignItems: 'start', '& .fui-Dropdown, & .fui-Combobox, & .fui-Input': { minWidth: 0, width: '100%' }, '& .fui-Combobox__input, & .fui-Input__input': { minWidth: 0 }, '@media (max-width: 640px)': { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' } },
  list: { maxHeight: '320px' },
  clear: { alignSelf: 'end', justifySelf: 'start' },
});

/** Time zones shown at once while one types. */
const zonesShown = 60;

function useChannels(present: string): string[] {
  const conversations = useLive((state) => state.conversations);
  return useMemo(
    () => [...new Set(['live_chat', ...Object.values(conversations).map((each) => each.channel), ...(present ? [present] : [])])].sort(),
    [conversations, present]);
}

function ZoneChoice({ value, onChange }: { value: string; onChange: (zone: string) => void }) {
  const t = useText();
  const styles = useStyles();
  const shown = value || ownZone();
  const [typed, setTyped] = useState<string | null>(null);
  const zones = useMemo(() => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((each) => each !== 'UTC')], []);
  const wanted = (typed ?? '').toLocaleLowerCase().replaceAll(' ', '_');
  const fitting = zones.filter((each) => each.toLocaleLowerCase().includes(wanted)).slice(0, zonesShown);
  return (
    <Field label={t('insights.time_zone')}>
      <Combobox
        value={typed ?? shown}
        selectedOptions={[shown]}
        listbox={{ className: styles.list }}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => setTyped(null)}
        onOptionSelect={(_, data) => {
          setTyped(null);
          if (data.optionValue) onChange(data.optionValue === ownZone() ? '' : data.optionValue);
        }}
      >
        {fitting.map((each) => <Option key={each} value={each} text={each}>{each.replaceAll('_', ' ')}</Option>)}
      </Combobox>
    </Field>
  );
}

interface FilterBarProps {
  filters: Filters;
  now: number;
  /** Without agent and channel, for figures that are not told by them. */
  short?: boolean;
  onFilters: (filters: Filters) => void;
}

/** What the dashboards look at: period, queue, agent, channel and time zone. */
export function FilterBar({ filters, now, short = false, onFilters }: FilterBarProps) {
  const t = useText();
  const styles = useStyles();
  const queues = useQuery({ queryKey: ['queues'], queryFn: api.queues, retry: false });
  const users = useQuery({ queryKey: ['users'], queryFn: ({ signal }) => api.users({ signal }), retry: false });
  const channels = useChannels(filters.channel);
  const people = (users.data ?? []).filter((each) => each.role !== 'administrator').sort((a, b) => a.name.localeCompare(b.name));
  const choice = (label: string, key: 'queue' | 'agent' | 'channel', all: string, options: readonly (readonly [string, string])[]) => (
    <Field label={label}>
      <Dropdown
        value={options.find(([id]) => id === filters[key])?.[1] ?? (filters[key] || all)}
        selectedOptions={[filters[key]]}
        listbox={{ className: styles.list }}
        onOptionSelect={(_, data) => onFilters({ ...filters, [key]: data.optionValue ?? '' })}
      >
        {[['', all] as const, ...options].map(([id, name]) => <Option key={id} value={id} text={name}>{name}</Option>)}
      </Dropdown>
    </Field>
  );
  const date = (label: string, key: 'from' | 'to', fault?: string) => (
    <Field label={label} validationMessage={fault} validationState={fault ? 'error' : 'none'}>
      <Input type="date" value={filters[key]} onChange={(_, data) => data.value && onFilters({ ...filters, [key]: data.value })} />
    </Field>
  );
  const own = filters.period === 'own';
  const filtered = JSON.stringify(filters) !== JSON.stringify(noFilters);
  return (
    <div className={styles.bar} role="group" aria-label={t('insights.filters')}>
      <Field label={t('insights.period')}>
        <Dropdown
          value={t(`insights.periods.${filters.period}`)}
          selectedOptions={[filters.period]}
          onOptionSelect={(_, data) => {
            const { first, last } = daysOf(filters, now);
            onFilters({ ...filters, period: data.optionValue as Period, ...(data.optionValue === 'own' ? { from: first, to: last } : {}) });
          }}
        >
          {periods.map((each) => <Option key={each} value={each} text={t(`insights.periods.${each}`)}>{t(`insights.periods.${each}`)}</Option>)}
        </Dropdown>
      </Field>
      {own && date(t('insights.from'), 'from')}
      {own && date(t('insights.to'), 'to', isOrdered(filters) ? undefined : t('insights.order'))}
      {choice(t('insights.queue'), 'queue', t('board.all_queues'), (queues.data ?? []).map((each) => [each.id, each.name] as const))}
      {!short && choice(t('insights.agent'), 'agent', t('board.all_agents'), people.map((each) => [each.id, each.name] as const))}
      {!short && choice(t('insights.channel'), 'channel', t('insights.all_channels'), channels.map((each) => [each, each === 'live_chat' ? t('card.live_chat') : each] as const))}
      <ZoneChoice value={filters.time_zone} onChange={(time_zone) => onFilters({ ...filters, time_zone })} />
      {filtered && <Button className={styles.clear} appearance="subtle" onClick={() => onFilters(noFilters)}>{t('insights.clear')}</Button>}
    </div>
  );
}
