// @ts-check
// What every page has: keys, kept words, notices, what comes in by itself, maps, and what can be undone.
import { listenToKeys } from "./keys.mjs";
import { keepWords } from "./kept.mjs";
import { followLive } from "./live.mjs";
import { startMaps } from "./map/start.mjs";
import { tellTroubles } from "./notices.mjs";
import { offerUndo } from "./undo.mjs";

listenToKeys();
keepWords();
followLive();
startMaps();
tellTroubles();
offerUndo();
