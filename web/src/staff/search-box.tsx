import { Button, SearchBox, Tooltip, makeStyles } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useText } from '../text';
import { useMedia } from '../ui/now';

const useStyles = makeStyles({
  box: { width: '220px' },
});

/** The way to the search from every staff page: a box, or a button where the bar is narrow. */
export function ShellSearch() {
  const t = useText();
  const styles = useStyles();
  const navigate = useNavigate();
  const place = useLocation();
  const narrow = useMedia('(max-width: 1180px)');
  const [words, setWords] = useState('');
  if (place.pathname === '/search') return null;
  if (narrow) {
    return (
      <Tooltip relationship="label" content={t('search.box')}>
        <Button appearance="subtle" icon={<SearchRegular />} onClick={() => void navigate('/search')} />
      </Tooltip>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const asked = words.trim();
    setWords('');
    void navigate(asked ? `/search?q=${encodeURIComponent(asked)}` : '/search');
  };
  return (
    <form role="search" onSubmit={submit}>
      <SearchBox className={styles.box} size="small" dir="auto" maxLength={500} aria-label={t('search.box')} placeholder={t('search.placeholder')} value={words} onChange={(_, data) => setWords(data.value)} />
    </form>
  );
}
