import type { Listing } from '../../api/decode';
import {
  getInstalledLibraries,
  getLibraries,
  installLibrary,
  type Library,
  uninstallLibrary,
} from '../../api/libraries';
import { type ListOwner, SectionList } from './sectionList';

/** The libraries that a bot has installed. */
export class InstalledLibraries extends SectionList<Library> {
  readonly #owner: ListOwner;

  constructor(owner: ListOwner) {
    super(
      {
        endpoint: 'getInstalledLibraries',
        isPaged: false,
        read: (_, signal) => getInstalledLibraries(owner.http, owner.botId, signal ? { signal } : {}),
      },
      owner.log,
    );
    this.#owner = owner;
  }

  /** What the store offers. @throws ApiError */
  ofStore(): Promise<Listing<Library>> {
    return getLibraries(this.#owner.http);
  }

  /** Whether the bot has a library of the store; bot code calls libraries by name. */
  has({ id, name }: Library): boolean {
    return this.items.some((library) => library.id === id || library.name === name);
  }

  /** @throws ApiError `refused`, also when the bot has it already */
  async install(libraryId: number): Promise<void> {
    await installLibrary(this.#owner.http, this.#owner.botId, libraryId);
    await this.refreshAnew();
  }

  /** @throws ApiError */
  async uninstall(libraryId: number): Promise<void> {
    await uninstallLibrary(this.#owner.http, this.#owner.botId, libraryId);
    this.takeOut(libraryId);
  }
}
