import type { ReactNode, RefObject } from 'react';
import type { ProviderView } from '../../../../shared/contract/index.ts';
import { t } from '../../../../shared/language/translate.ts';
import { nameFromUrl } from '../../../common/base-url.ts';
import { EscapeLeaves } from '../../../common/escape-leaves.tsx';
import { services, type Service } from '../../../common/services.ts';
import { Button } from '../../../ui/button.tsx';
import { SelectField, TextField } from '../../../ui/field.tsx';
import { keyText } from './key-text.ts';
import styles from '../settings.module.css';

function newKeyHint(url: string): string {
  const service = services.find(({ baseUrl }) => baseUrl === url);
  if (service === undefined) return t('settings.providers.key.maybe_none');
  const { keys: site, page, permission } = service;
  if (permission !== undefined) return t('settings.providers.key.make_with', { site, permission });
  return page === undefined
    ? t('settings.providers.key.make', { site })
    : t('settings.providers.key.make_on_page', { site, page });
}

/** Chooses a well-known service, whose address is filled in. */
function ServiceField({
  url,
  onChoose,
}: {
  readonly url: string;
  readonly onChoose: (service: Service | undefined) => void;
}) {
  const known = services.map(({ name, baseUrl }) => ({ value: baseUrl, label: name }));
  return (
    <SelectField
      label={t('settings.providers.service')}
      value={known.some(({ value }) => value === url) ? url : ''}
      options={[{ value: '', label: t('settings.providers.service.other') }, ...known]}
      onChange={(chosen) => onChoose(services.find(({ baseUrl }) => baseUrl === chosen))}
    />
  );
}

/** Shows which key is stored, with a button to delete it. */
export function KeyHint({
  provider,
  url,
  hasKey,
  onDelete,
}: {
  readonly provider: ProviderView | null;
  /** As typed. */
  readonly url: string;
  readonly hasKey: boolean;
  readonly onDelete: () => void;
}) {
  return (
    <span className={styles.keyHint}>
      {provider === null ? newKeyHint(url) : keyText(provider).text}
      {hasKey && (
        <Button tone="quiet" size="small" onClick={onDelete}>
          {t('settings.providers.key.delete')}
        </Button>
      )}
    </span>
  );
}

/** The form element. Esc leaves it while nothing is changed. */
export function Frame({
  form,
  label,
  onSubmit,
  isChanged,
  onLeave,
  children,
}: {
  readonly form: RefObject<HTMLFormElement | null>;
  readonly label: string;
  readonly onSubmit: () => void;
  /** Whether anything was typed; then Escape does not close the form. */
  readonly isChanged: boolean;
  readonly onLeave: () => void;
  readonly children: ReactNode;
}) {
  return (
    <EscapeLeaves isChanged={isChanged} onLeave={onLeave}>
      <form
        ref={form}
        noValidate
        className={styles.form}
        aria-label={label}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
      </form>
    </EscapeLeaves>
  );
}

/** The name and address of a provider; a new one can be a well-known service. */
export function AddressFields({
  isNew,
  url,
  name,
  problem,
  onUrl,
  onName,
}: {
  readonly isNew: boolean;
  readonly url: string;
  readonly name: string;
  /** What is wrong with the address. */
  readonly problem: string | null;
  readonly onUrl: (url: string) => void;
  readonly onName: (name: string) => void;
}) {
  return (
    <>
      {isNew && (
        <ServiceField
          url={url}
          onChoose={(service) => {
            onUrl(service?.baseUrl ?? '');
            onName(service?.name ?? '');
          }}
        />
      )}
      <TextField
        label={t('settings.providers.url')}
        inputMode="url"
        placeholder="https://example.com/v1"
        value={url}
        error={problem}
        onChange={(event) => onUrl(event.target.value)}
      />
      <TextField
        label={t('settings.field.name')}
        placeholder={nameFromUrl(url.trim()) ?? t('settings.field.any_name')}
        value={name}
        maxLength={200}
        onChange={(event) => onName(event.target.value)}
      />
    </>
  );
}
