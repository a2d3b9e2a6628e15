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

  /** In the order of the app: by their index (official help, "Admin panel"), those without one last. */
  get inOrder(): readonly AdminPanel[] {
    return this.items.toSorted((a, b) => (a.index ?? Infinity) - (b.index ?? Infinity) || a.id - b.id);
  }
}
