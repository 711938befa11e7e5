import type { ProviderView } from '../../../../shared/contract/index.ts';
import { accountOf, hasAccount, type AccountDraft } from './account-draft.ts';
import { AccountFields } from './account-fields.tsx';
import { FurtherKeys } from './further-keys.tsx';
import { ProtocolFields } from './protocol-fields.tsx';
import {
  hasProtocols,
  protocolsOf,
  type Protocols,
  type ProtocolsAction,
} from './protocol-rows.ts';

/** True if a provider has more than an address and a key. */
export function hasMore(provider: ProviderView | null): boolean {
  if (provider === null) return false;
  const { extras, furtherKeys } = provider;
  const isPlain = extras.length === 0 && furtherKeys.length === 0;
  return !isPlain || hasProtocols(protocolsOf(provider)) || hasAccount(accountOf(provider));
}

interface MoreFieldsProps {
  /** Null for a new one. */
  readonly provider: ProviderView | null;
  readonly account: AccountDraft;
  /** What is wrong with the timeout. */
  readonly problem: string | null;
  readonly onAccount: (account: AccountDraft) => void;
  readonly protocols: Protocols;
  readonly onProtocols: (action: ProtocolsAction) => void;
}

/** What few providers need, besides headers and query fields. */
export function MoreFields({ provider, protocols, onProtocols, ...of }: MoreFieldsProps) {
  return (
    <>
      {provider !== null && provider.key.kind !== 'none' && <FurtherKeys provider={provider} />}
      <AccountFields draft={of.account} problem={of.problem} change={of.onAccount} />
      <ProtocolFields protocols={protocols} change={onProtocols} />
    </>
  );
}
