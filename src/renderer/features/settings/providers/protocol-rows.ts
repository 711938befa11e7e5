import type { ModelProtocol, ProviderView } from '../../../../shared/contract/index.ts';
import type { ProtocolChoice } from '../../../../shared/model/providers/provider.ts';

/** A model with a protocol of its own in the form. */
export interface ProtocolRow extends ModelProtocol {
  /** Identifies the row; never shown. */
  readonly id: number;
}

/** The protocols of a provider's form. */
export interface Protocols {
  readonly choice: ProtocolChoice;
  readonly rows: readonly ProtocolRow[];
  /** The id for the next row. */
  readonly nextId: number;
}

/** An edit of the protocols. */
export type ProtocolsAction =
  | { readonly kind: 'choose'; readonly choice: ProtocolChoice }
  | { readonly kind: 'add' }
  | { readonly kind: 'remove'; readonly id: number }
  | { readonly kind: 'change'; readonly id: number; readonly to: Partial<ModelProtocol> };

/** The protocols of a provider; null for a new one. */
export function protocolsOf(provider: ProviderView | null): Protocols {
  const rows = (provider?.modelProtocols ?? []).map((each, id) => ({ ...each, id }));
  return { choice: provider?.protocol ?? 'automatic', rows, nextId: rows.length };
}

/** Applies an edit. */
export function changeProtocols(state: Protocols, action: ProtocolsAction): Protocols {
  const { rows, nextId } = state;
  switch (action.kind) {
    case 'choose':
      return { ...state, choice: action.choice };
    case 'add':
      return {
        ...state,
        rows: [...rows, { id: nextId, model: '', protocol: 'responses' }],
        nextId: nextId + 1,
      };
    case 'remove':
      return { ...state, rows: rows.filter(({ id }) => id !== action.id) };
    case 'change':
      return {
        ...state,
        rows: rows.map((row) => (row.id === action.id ? { ...row, ...action.to } : row)),
      };
  }
}

/** The protocols to save. Rows without a model are left out; of two for one model, the last counts. */
export function protocolsToSave({ choice, rows }: Protocols): {
  readonly protocol: ProtocolChoice;
  readonly modelProtocols: ModelProtocol[];
} {
  const byModel = new Map(
    rows.flatMap(({ model, protocol }) =>
      model.trim() === '' ? [] : [[model.trim(), protocol] as const],
    ),
  );
  return {
    protocol: choice,
    modelProtocols: [...byModel].map(([model, protocol]) => ({ model, protocol })),
  };
}

/** True if anything differs from what most providers have. */
export function hasProtocols({ choice, rows }: Protocols): boolean {
  return choice !== 'automatic' || rows.length > 0;
}
