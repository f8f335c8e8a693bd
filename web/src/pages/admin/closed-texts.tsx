import { Button, Dropdown, Field, Option, Textarea, Tooltip, makeStyles, tokens } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { useEffect, useRef, useState } from 'react';
import type { Fault } from '../../staff/form';
import { fieldFault } from '../../staff/form';
import { languageName, useText } from '../../text';
import { mainLanguage } from './hours-draft';
import { languageCodes } from './language-codes';

const useStyles = makeStyles({
  line: { display: 'flex', alignItems: 'flex-end', columnGap: tokens.spacingHorizontalS },
  grow: { flexGrow: 1, minWidth: 0 },
  add: { maxWidth: '320px', '& .fui-Dropdown': { minWidth: 0, width: '100%' } },
  list: { maxHeight: '320px' },
});

/** As browsers call the languages that the program tells apart by their script; a visitor's browser is whom the text has to fit. */
const tags: Record<string, string> = { 'sr-Cyrl': 'sr', 'zh-Hans': 'zh', 'zh-Hant': 'zh-TW' };

interface ClosedTextsProps {
  /** By language; that of everybody else is always among them. */
  texts: Record<string, string>;
  fault: Fault | null;
  onChange: (texts: Record<string, string>) => void;
}

/** What visitors read outside the hours, in as many languages as somebody has written. */
export function ClosedTexts({ texts, fault, onChange }: ClosedTextsProps) {
  const t = useText();
  const styles = useStyles();
  const [added, setAdded] = useState('');
  const lines = useRef<HTMLDivElement>(null);
  const others = Object.keys(texts).filter((code) => code !== mainLanguage).sort((a, b) => languageName(a).localeCompare(languageName(b)));
  useEffect(() => {
    if (added) lines.current?.querySelector<HTMLTextAreaElement>(`textarea[lang="${CSS.escape(added)}"]`)?.focus();
  }, [added]);
  const add = (code: string | undefined) => {
    if (!code) return;
    onChange({ ...texts, [code]: '' });
    setAdded(code);
  };
  const remove = (gone: string) => {
    setAdded('');
    onChange(Object.fromEntries(Object.entries(texts).filter(([code]) => code !== gone)));
  };
  const area = (code: string) => (
    <Textarea rows={2} maxLength={1000} value={texts[code] ?? ''} textarea={{ dir: 'auto', lang: code }} onChange={(_, data) => onChange({ ...texts, [code]: data.value })} />
  );
  return (
    <>
      <Field label={t('manage.closed_text')} hint={t('manage.closed_text_hint')} {...fieldFault(fault, 'message', `message.${mainLanguage}`)}>{area(mainLanguage)}</Field>
      <div ref={lines} style={{ display: 'contents' }}>
        {others.map((code) => (
          <div key={code} className={styles.line}>
            <Field className={styles.grow} label={t('manage.closed_text_in', { language: languageName(code) })} {...fieldFault(fault, `message.${code}`)}>{area(code)}</Field>
            <Tooltip relationship="label" content={t('manage.closed_text_remove', { language: languageName(code) })}>
              <Button appearance="subtle" icon={<DeleteRegular />} onClick={() => remove(code)} />
            </Tooltip>
          </div>
        ))}
      </div>
      <Field className={styles.add} label={t('manage.closed_text_add')}>
        <Dropdown listbox={{ className: styles.list }} value="" placeholder={t('manage.closed_text_choose')} selectedOptions={[]} onOptionSelect={(_, data) => add(data.optionValue)}>
          {languageCodes().map((code) => tags[code] ?? code).filter((code) => texts[code] === undefined).map((code) => <Option key={code} value={code} text={languageName(code)}>{`${languageName(code)} · ${code}`}</Option>)}
        </Dropdown>
      </Field>
    </>
  );
}
