import {
  Badge, Button, Field, Input, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, PresenceBadge, SearchBox, Text, makeStyles, tokens,
} from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { admin } from '../../api/admin';
import type { PersonChange } from '../../api/admin';
import type { Colleague } from '../../api/model';
import { Confirm } from '../../staff/confirm';
import type { Fault } from '../../staff/form';
import { FaultBar, FormDialog, faultOf, fieldFault } from '../../staff/form';
import { presenceBadges } from '../../staff/presence';
import { usePasswordLength } from '../../staff/set-up';
import { SignInsDialog } from '../../staff/sign-ins';
import { failureText } from '../../staff/words';
import { listed, useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { useTitle } from '../../ui/title';
import { PageHead, Rows } from './parts';
import { PersonDialog } from './person';
import { newPerson, personChange } from './person-draft';

const useStyles = makeStyles({
  line: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  off: { color: tokens.colorNeutralForeground3 },
});

/** More people than this get a search box. */
const searchedFrom = 10;

type Asked = { kind: 'add' } | { kind: 'edit' | 'password' | 'sign_ins' | 'disable'; person: Colleague };

/** Everyone with an account: adding, changing, a new password, and switching off. */
export function AdminPeople() {
  const t = useText();
  const styles = useStyles();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [words, setWords] = useState('');
  const people = useQuery({ queryKey: ['users'], queryFn: admin.people });
  useTitle(t('manage.people'));
  const done = () => {
    setAsked(null);
    void queries.invalidateQueries({ queryKey: ['users'] });
  };
  const change = async (person: Colleague, by: PersonChange) => {
    if (Object.keys(by).length > 0) await admin.changePerson(person.id, by);
    done();
  };
  const enable = async (person: Colleague) => {
    setFault(null);
    try {
      await change(person, { disabled: false });
    } catch (cause) {
      setFault(faultOf(cause));
    }
  };
  const wanted = words.trim().toLocaleLowerCase();
  const shown = (people.data ?? []).filter((each) => each.name.toLocaleLowerCase().includes(wanted))
    .sort((a, b) => Number(a.disabled ?? false) - Number(b.disabled ?? false) || a.name.localeCompare(b.name));
  return (
    <>
      <PageHead title={t('manage.people')} text={t('manage.people_text')}>
        <Button appearance="primary" icon={<AddRegular />} onClick={() => setAsked({ kind: 'add' })}>{t('manage.add_person')}</Button>
      </PageHead>
      {people.isPending && <Loading label={t('common.loading')} />}
      {people.isError && <ErrorState title={t('failure.title')} text={failureText(people.error)} retry={t('common.retry')} onRetry={() => void people.refetch()} />}
      {(people.data?.length ?? 0) >= searchedFrom && <SearchBox aria-label={t('hand_on.find')} placeholder={t('hand_on.find')} value={words} onChange={(_, data) => setWords(data.value)} />}
      <FaultBar fault={fault} />
      {people.data && (
        <Rows
          label={t('manage.people')}
          columns={[t('admin.name'), t('admin.role'), t('admin.queues'), t('manage.skills'), t('admin.status')]}
          secondary={[2, 3]}
          actions={t('board.actions')}
          empty={<EmptyState compact title={t('manage.no_person')} />}
          rows={shown.map((person) => ({
            key: person.id,
            cells: [
              <Text key="name" weight="semibold" className={person.disabled ? styles.off : undefined}><bdi>{person.name}</bdi></Text>,
              <span key="role">
                {t(`role.${person.role}`)}
                {person.capacity !== undefined && <Text block size={200} className={styles.off}>{t('manage.own_capacity', { count: person.capacity })}</Text>}
              </span>,
              <span key="queues">{listed(person.queues?.map((queue) => queue.name) ?? []) || t('common.dash')}</span>,
              <span key="skills">{listed(person.skills ?? []) || t('common.dash')}</span>,
              person.disabled ? <Badge key="off" appearance="tint" color="informative">{t('manage.disabled')}</Badge> : (
                <span key="on" className={styles.line}>
                  <PresenceBadge status={presenceBadges[person.presence ?? 'offline']} size="small" aria-hidden="true" />{t(`presence.${person.presence ?? 'offline'}`)}
                </span>
              ),
              <Menu key="menu">
                <MenuTrigger disableButtonEnhancement>
                  <Button appearance="subtle" size="small" icon={<MoreHorizontalRegular />} aria-label={t('board.actions_for', { title: person.name })} />
                </MenuTrigger>
                <MenuPopover>
                  <MenuList>
                    <MenuItem onClick={() => setAsked({ kind: 'edit', person })}>{t('manage.edit')}</MenuItem>
                    <MenuItem onClick={() => setAsked({ kind: 'password', person })}>{t('manage.reset_password')}</MenuItem>
                    <MenuItem onClick={() => setAsked({ kind: 'sign_ins', person })}>{t('sign_ins.title')}</MenuItem>
                    {person.disabled
                      ? <MenuItem onClick={() => void enable(person)}>{t('manage.enable')}</MenuItem>
                      : <MenuItem onClick={() => setAsked({ kind: 'disable', person })}>{t('manage.disable')}</MenuItem>}
                  </MenuList>
                </MenuPopover>
              </Menu>,
            ],
          }))}
        />
      )}
      {asked?.kind === 'add' && <PersonDialog onSave={async (draft) => { await admin.addPerson(newPerson(draft)); done(); }} onDone={() => setAsked(null)} />}
      {asked?.kind === 'edit' && (
        <PersonDialog person={asked.person} onSave={(draft) => change(asked.person, personChange(draft, asked.person))} onDone={() => setAsked(null)} />
      )}
      {asked?.kind === 'password' && <PasswordDialog person={asked.person} onSave={(password) => change(asked.person, { password })} onDone={() => setAsked(null)} />}
      {asked?.kind === 'sign_ins' && <SignInsOf person={asked.person} onDone={done} />}
      {asked?.kind === 'disable' && (
        <Confirm
          title={t('manage.disable_title', { name: asked.person.name })}
          text={t('manage.disable_text')}
          proceed={t('manage.disable')}
          run={() => change(asked.person, { disabled: true })}
          onDone={() => setAsked(null)}
        />
      )}
    </>
  );
}

function PasswordDialog({ person, onSave, onDone }: { person: Colleague; onSave: (password: string) => Promise<void>; onDone: () => void }) {
  const t = useText();
  const [password, setPassword] = useState('');
  const { hint, isShort } = usePasswordLength();
  return (
    <FormDialog title={t('manage.password_title', { name: person.name })} submit={t('manage.set_password')} fields={['password']} ready={!isShort(password)} run={() => onSave(password)} onDone={onDone}>
      {(fault) => (
        <>
          <Text>{t('manage.password_text')}</Text>
          <Field label={t('manage.new_password')} required hint={hint} {...fieldFault(fault, 'password')}>
            <Input type="password" autoComplete="new-password" value={password} onChange={(_, data) => setPassword(data.value)} />
          </Field>
        </>
      )}
    </FormDialog>
  );
}

/** Where a person is signed in, and the end of all of it. */
function SignInsOf({ person, onDone }: { person: Colleague; onDone: () => void }) {
  const t = useText();
  const { id, name } = person;
  return (
    <SignInsDialog
      title={t('sign_ins.of', { name })}
      queryKey={['sign-ins', id]}
      load={() => admin.signInsOf(id)}
      asked={{ title: t('sign_ins.out_title', { name }), text: t('sign_ins.out_text') }}
      signOut={() => admin.signOutPerson(id)}
      onDone={onDone}
    />
  );
}
