/** Files beyond the page's memory. What is asked for is done in order. */
export interface SpillFiles {
  /** Bytes that may be written in all; 0: there is no such place, or it is denied. */
  room(): Promise<number>;
  /** Writes arrays one after another from a place in a file on, and takes their memory; false: the browser refused it. */
  write(file: number, at: number, arrays: readonly (Int32Array | Float64Array)[]): Promise<boolean>;
  /** Null: it cannot be read. */
  read(file: number, at: number, bytes: number): Promise<ArrayBuffer | null>;
  remove(file: number): Promise<void>;
}

/** A file is begun anew beyond so many bytes: it goes as a whole. */
const FILE_BYTES = 32 * 1024 * 1024;
/** Bytes under way to the files: where the disk is slower than the run, what comes meanwhile is let go. */
const MOST_UNDER_WAY = 64 * 1024 * 1024;

interface File {
  readonly number: number;
  readonly of: Drawer;
  bytes: number;
  readonly places: Place[];
}

/** Where something lies that was put into a drawer. */
export interface Place {
  readonly file: number;
  readonly at: number;
  readonly bytes: number;
  /** It cannot be read any more. */
  isLost: boolean;
}

/** Where one store puts what it lets go of; all of it goes with the store. */
export interface Drawer {
  /** Takes arrays with their memory; null: there is no room, and they are as they were. */
  put(arrays: readonly (Int32Array | Float64Array)[]): Place | null;
  /** Null: it is not there any more. Whoever draws is told when it is there. */
  read(place: Place): Promise<ArrayBuffer | null>;
  close(): void;
}

/**
 * What does not fit into memory, in files of bounded size: beyond it, the oldest file goes. Where nothing can be written,
 * nothing is taken.
 */
export class Spill {
  /** In files, or under way to them. */
  bytes = 0;
  /** Of these, bytes that are under way and still in memory. */
  underWay = 0;
  private readonly files: File[] = [];
  private mostBytes = Number.POSITIVE_INFINITY;
  private nextNumber = 0;
  private isAsked = false;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly beyond: SpillFiles) {}

  /** Called when something was read back; returns a function that ends it. */
  onRead(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  drawer(): Drawer {
    const drawer: Drawer = {
      put: (arrays) => this.put(drawer, arrays),
      read: async (place) => {
        const buffer = place.isLost
          ? null
          : await this.beyond.read(place.file, place.at, place.bytes).catch(() => null);
        if (buffer === null) place.isLost = true;
        // Whoever asked takes it before others are told.
        setTimeout(() => {
          for (const listener of this.listeners) listener();
        });
        return buffer;
      },
      close: () => {
        for (const file of this.files.filter(({ of }) => of === drawer)) this.remove(file);
      },
    };
    return drawer;
  }

  private put(drawer: Drawer, arrays: readonly (Int32Array | Float64Array)[]): Place | null {
    if (!this.isAsked) void this.ask();
    const bytes = arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
    if (bytes > this.mostBytes || this.underWay + bytes > MOST_UNDER_WAY) return null;
    const last = this.files.findLast(({ of }) => of === drawer);
    const file = last !== undefined && last.bytes + bytes <= FILE_BYTES ? last : this.begin(drawer);
    const place: Place = { file: file.number, at: file.bytes, bytes, isLost: false };
    file.bytes += bytes;
    file.places.push(place);
    this.bytes += bytes;
    this.underWay += bytes;
    void this.write(place, arrays);
    this.keep();
    return place;
  }

  private async write(place: Place, arrays: readonly (Int32Array | Float64Array)[]): Promise<void> {
    const isWritten = await this.beyond.write(place.file, place.at, arrays).catch(() => false);
    this.underWay -= place.bytes;
    if (isWritten) return;
    place.isLost = true;
    // The browser has less room than it said: what is written stays, and the oldest makes room for what comes.
    this.mostBytes = Math.max(0, Math.min(this.mostBytes, this.bytes - FILE_BYTES));
    this.keep();
  }

  private async ask(): Promise<void> {
    this.isAsked = true;
    this.mostBytes = await this.beyond.room().catch(() => 0);
    this.keep();
  }

  private begin(of: Drawer): File {
    const file: File = { number: this.nextNumber, of, bytes: 0, places: [] };
    this.nextNumber += 1;
    this.files.push(file);
    return file;
  }

  private keep(): void {
    for (let [oldest] = this.files; oldest !== undefined && this.bytes > this.mostBytes; [oldest] = this.files)
      this.remove(oldest);
  }

  private remove(file: File): void {
    this.files.splice(this.files.indexOf(file), 1);
    this.bytes -= file.bytes;
    for (const place of file.places) place.isLost = true;
    void this.beyond.remove(file.number).catch(() => undefined);
  }
}
