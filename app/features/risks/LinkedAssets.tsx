import { useState } from 'react';
import type { Asset } from '#core/risks/registers.ts';
import type { Risk } from '#core/risks/risk.ts';
import { Icon } from '../../components/Icon.tsx';
import { SearchMenu } from '../../components/lazy-overlays.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { routes } from '../routes.ts';
import type { RiskActions } from './risk-actions.ts';

type LinkedAssetsProps = { risk: Risk; assets: readonly Asset[]; actions: RiskActions };

/** The assets that the risk is about. A link to an asset that is no longer in its register is not shown, and kept. */
export function LinkedAssets({ risk, assets, actions }: LinkedAssetsProps) {
  const { risk: words, registers } = useMessages();
  const [anchor, setAnchor] = useState<HTMLElement>();
  const linked = assets.filter(({ id }) => risk.assets.includes(id));
  return (
    <section className="panel-part" aria-labelledby="risk-assets">
      <div className="part-head">
        <h3 id="risk-assets" className="label">
          {words.assets}
        </h3>
        <button
          type="button"
          className="button"
          data-look="quiet"
          data-size="small"
          aria-haspopup="dialog"
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <Icon name="plus" />
          {words.linkAsset}
        </button>
      </div>
      {linked.length === 0 ? (
        <p className="none">{words.noAssets}</p>
      ) : (
        <ul className="linked">
          {linked.map(({ id, name }) => (
            <li key={id}>
              <div className="words">
                <a className="cut" href={routes.register('asset')}>
                  {name || registers.untitled}
                </a>
              </div>
              <button
                type="button"
                className="icon-button"
                aria-label={words.unlink(name || registers.untitled)}
                onClick={() => actions.linkAsset(risk.id, id, false)}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {anchor && (
        <SearchMenu
          anchor={anchor}
          label={words.linkAsset}
          placeholder={words.searchAssets}
          nothing={words.noneToLink}
          items={assets
            .filter(({ id }) => !risk.assets.includes(id))
            .map(({ id, name, type, owner }) => ({
              id,
              title: name || registers.untitled,
              detail: owner,
              search: `${name} ${type} ${owner}`,
            }))}
          onChoose={(id) => actions.linkAsset(risk.id, id, true)}
          onClose={() => setAnchor(undefined)}
        />
      )}
    </section>
  );
}
