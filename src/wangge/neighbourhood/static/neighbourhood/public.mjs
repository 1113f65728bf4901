// @ts-check
// What public pages have: where one stands, addresses while they are typed, photos made small, one tap counts once.
import { sendOnce } from "./once.mjs";
import { makePhotosSmall } from "./photo.mjs";
import { findPlaces } from "./places.mjs";
import { offerStanding } from "./standing.mjs";

offerStanding();
findPlaces();
makePhotosSmall();
sendOnce();
