import { useId } from 'react';
import type { Supplier } from '#core/risks/registers.ts';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import { formatCalendarDate } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { routes } from '../routes.ts';
import type { SoaActions } from './soa-actions.ts';

type ProviderFieldProps = { entry: SoaEntry; suppliers: readonly Supplier[]; actions: SoaActions };

/** Whose control an inherited one is, and the report that shows it. */
export function ProviderField({ entry, suppliers, actions }: ProviderFieldProps) {
  const messages = useMessages();
  const words = messages.rowMore;
  const id = useId();
  const { provider } = entry;
  return (
    <div className="panel-part">
      <label className="label" htmlFor={id}>
        {words.provider}
      </label>
      <select
        id={id}
        className="field"
        value={provider?.id ?? ''}
        onChange={(event) => actions.setProvider(entry.control, event.currentTarget.value)}
      >
        <option value="">{words.noProvider}</option>
        {suppliers.map((supplier) => (
          <option key={supplier.id} value={supplier.id}>
            {supplier.name || messages.registers.untitled}
          </option>
        ))}
      </select>
      <p className="help">
        {provider
          ? words.report(provider.report, provider.reportDate && formatCalendarDate(provider.reportDate))
          : words.providerHelp}{' '}
        <a href={routes.register('supplier')}>{words.toSuppliers}</a>
      </p>
    </div>
  );
}
