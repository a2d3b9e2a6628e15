import { type AdminPanel, getAdminPanels } from '../../api/adminPanels';
import { type ListOwner, SectionList } from './sectionList';

/** The admin panels that bot code has set up. */
export class AdminPanels extends SectionList<AdminPanel> {
  constructor({ http, botId, log }: ListOwner) {
    super(
      {
        endpoint: 'getAdminPanels',
        isPaged: false,
        read: (_, signal) => getAdminPanels(http, botId, signal ? { signal } : {}),
      },
      log,
    );
  }

  /** A panel as the server has it now, which somebody else read or saved. */
  take(panel: AdminPanel): void {
    if (this.get(panel.id)) this.put(panel);
  }

  /** In the order of the app: by their index (official help, "Admin panel"), those without one last. */
  get inOrder(): readonly AdminPanel[] {
    return this.items.toSorted((a, b) => (a.index ?? Infinity) - (b.index ?? Infinity) || a.id - b.id);
  }
}
