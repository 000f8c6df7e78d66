// Reads a calendar from standard input with the parser of a well-known calendar program and prints its events with
// their moments in UTC, worked out from the calendar's own time zone rules and not from any built in.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

ICAL.design.strict = true;
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const zones = calendar.getAllSubcomponents("vtimezone").map((zone) => new ICAL.Timezone(zone));
zones.forEach((zone) => ICAL.TimezoneService.register(zone));
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  const start = event.startDate;
  return {
    uid: event.uid,
    summary: event.summary,
    start: start.isDate ? start.toString() : start.convertToZone(ICAL.Timezone.utcTimezone).toString(),
    end: event.endDate.toString(),
    zone: start.isDate ? null : start.zone.tzid,
    stamp: component.getFirstPropertyValue("dtstamp").toString(),
    url: component.getFirstPropertyValue("url"),
  };
});
console.log(JSON.stringify({
  name: calendar.getFirstPropertyValue("x-wr-calname"),
  version: calendar.getFirstPropertyValue("version"),
  zones: zones.map((zone) => zone.tzid),
  events,
}));
