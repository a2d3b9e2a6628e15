import type { PartName } from '../../model/bot/botParts';
import { broadcastsSection } from './broadcastsSection';
import { chatsSection } from './chatsSection';
import { errorsSection } from './errorsSection';
import { librariesSection } from './librariesSection';
import { panelsSection } from './panelsSection';
import { propertiesSection } from './propertiesSection';
import type { Section } from './section';

/** How each part of a bot is shown. */
export const sections: Readonly<Record<PartName, Section>> = {
  errors: errorsSection,
  libraries: librariesSection,
  broadcasts: broadcastsSection,
  chats: chatsSection,
  properties: propertiesSection,
  panels: panelsSection,
};
