import { linkAddress } from '../../sync/client/address.ts';
import { type Link, startLink } from '../../sync/client/link.ts';
import { notLinked } from '../../sync/client/status.ts';
import type { NetworkStatus } from '../../preload/contract/network.ts';
import type { ClaimAnswer, ClaimAsked } from '../../sync/protocol/messages.ts';
import type { Facility } from '../facility/context.ts';
import { packPort } from '../knowledge/arriving/port.ts';
import { hearTransfers } from '../requisitions/hear.ts';
import { chosenProxy } from './chosenProxy.ts';
import { followNetwork } from './followNetwork.ts';
import { interestOf, readLinkSettings } from './readLinkSettings.ts';
import { republish } from './republish.ts';

/** Its own items are looked through at most so often. */
const wishEveryMs = 60_000;

/** The facility's line to its hub, and what the line of truth says about it. */
export class NetworkDesk {
  readonly #facility: () => Facility;
  #link: Link | undefined;
  #unfollow: () => void = () => undefined;
  #hearing: Promise<void> = Promise.resolve();
  #wishedAt = 0;

  constructor(facility: () => Facility) {
    this.#facility = facility;
  }

  start(): void {
    const facility = this.#facility();
    const { raw, exclusive, self, now, newId, log } = facility;
    if (this.#link) return;
    const { isMetered, isPaused } = readLinkSettings(raw).settings;
    this.#link = startLink({
      isMetered,
      isPaused,
      proxy: chosenProxy(raw),
      raw,
      exclusive,
      facility: { id: self.id, epoch: self.epoch_id },
      now,
      newId,
      republish: () => republish(facility),
      onStatus: () => facility.announce(new Set(['hub_link'])),
      onApplied: (tables) => {
        facility.announce(new Set(tables));
        if (tables.includes('peer_state')) this.#hear();
      },
      log: (event, detail) => log.info({ ...detail }, event),
      packs: { port: packPort(facility) },
    });
    this.#unfollow = followNetwork(this.#link);
    this.#hear();
    this.#wish();
  }

  /** What is read of others follows where this facility is and what it stocks. */
  #wish(): void {
    this.#wishedAt = Date.now();
    this.#link?.setInterest(interestOf(this.#facility())).catch((error: unknown) => {
      this.#facility().log.error({ err: error }, 'what is read of others could not be set');
    });
  }

  /** People chose otherwise. */
  heed(): void {
    const { raw } = this.#facility();
    const { isMetered, isPaused } = readLinkSettings(raw).settings;
    this.#wish();
    if (isPaused) this.#link?.pause();
    this.#link?.setProxy(chosenProxy(raw));
    this.#link?.setMetered(isMetered);
    if (!isPaused && this.#link?.status().isPaused) this.#link.resume();
  }

  /** What others say of transfers with us is played in after their rows are stored; it is found again at the next start. */
  #hear(): void {
    const facility = this.#facility();
    this.#hearing = this.#hearing
      .then(() => hearTransfers(facility))
      .catch((error: unknown) => facility.log.error({ err: error }, 'a transfer could not be heard'));
  }

  /** After a commit that published something. */
  poke(): void {
    this.#link?.poke();
    if (Date.now() - this.#wishedAt > wishEveryMs) this.#wish(); // an item that is new here
  }

  /** A knowledge pack may be wanted that was not before. */
  fetchPacks(): void {
    this.#link?.fetchPacks();
  }

  /** Asks the hub what it has witnessed of our audit. False when it cannot be asked now. */
  async recall(): Promise<boolean> {
    return (await this.#link?.recall()) ?? false;
  }

  /** Asks or claims lines of paper prescriptions now. Null when the hub cannot be asked. */
  async claim(claims: readonly ClaimAsked[]): Promise<ClaimAnswer[] | null> {
    return (await this.#link?.claim(claims)) ?? null;
  }

  /** Rows came by file. */
  heard(tables: readonly string[]): void {
    this.#facility().announce(new Set(tables));
    if (tables.includes('peer_state')) this.#hear();
    this.#link?.reconnect(); // it tells how far things are from here on
  }

  /** Somebody enrolled, or the hub has another address. */
  reconnect(): void {
    this.start();
    this.#link?.reconnect();
  }

  /** The same hub at another address; its key is checked again at the next connection. */
  async moveTo(hubUrl: string): Promise<void> {
    const { raw, exclusive } = this.#facility();
    await exclusive(() => raw.prepare('UPDATE hub_link SET hub_url = ?').run(linkAddress(hubUrl)));
    this.reconnect();
  }

  status(): Omit<NetworkStatus, 'openAlerts'> {
    const { state, isPaused, isMetered, readPercent, hubName, lastContactAt, waiting, lastError, clockSkewMs } =
      this.#link?.status() ?? notLinked;
    return {
      link: state,
      isPaused,
      isMetered,
      readPercent,
      hubName,
      lastContactAt,
      waiting,
      lastError,
      clockSkewMinutes: clockSkewMs === null ? null : Math.round(clockSkewMs / 60_000),
    };
  }

  async stop(): Promise<void> {
    this.#unfollow();
    await this.#link?.stop();
    this.#link = undefined;
    await this.#hearing;
  }
}
