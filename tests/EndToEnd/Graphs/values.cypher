// Values at the edges of their types, beside those of the shared fixtures.
CREATE (:Numbers {
  beyond53: 9007199254740993, negativeBeyond53: -9007199254740993, least: -9223372036854775807 - 1, zero: 0,
  negativeZero: -0.0, wholeFloat: 3.0, largeWhole: 9007199254740993.0, largest: 1.7976931348623157E308, smallestNormal: 2.2250738585072014E-308,
  third: 1.0 / 3.0, tenth: 0.1, e7: 1.0E7, e23: 1.0E23, negativeTiny: -4.9E-324,
  integers: [9223372036854775807, -9223372036854775807 - 1, 9007199254740993, 0, -1],
  floats: [-0.0, 0.0, 0.0 / 0.0, 1.0 / 0.0, -1.0 / 0.0, 4.9E-324, 1.0, 1.0E16]});
CREATE (:Texts {
  nul: 'a\u0000b', onlyNul: '\u0000', controls: '\u0001\u0008\u000B\u000C\u001B\u001F\u007F\u0080\u0085', separators: '\u2028\u2029\uFEFF\u200B\u202E',
  crlf: 'a\r\nb\rc\n', backslashes: '\\ \\\\ \\n \\u0041', quotes: '"\'`', outsideBmp: '😀𝄞🏴‍☠️', combining: 'é é', spaces: '  ', json: '{"type":"node","id":"0"}',
  texts: ['', ' ', '\n', 'NaN', '-Infinity', 'P1D', '2015-07-04', '"', '\u0000', 'ß'], looksLikeDate: '2015-07-04', looksLikeNumber: '1.0'});
CREATE (:Dates {
  first: date({year: -999999999, month: 1, day: 1}), last: date({year: 999999999, month: 12, day: 31}), zero: date({year: 0, month: 2, day: 29}),
  fiveDigits: date({year: 10000, month: 1, day: 1}), negative: date({year: -1, month: 12, day: 31}), leap: date('2000-02-29'),
  dates: [date({year: -999999999, month: 1, day: 1}), date('1970-01-01'), date('1969-12-31'), date({year: 999999999, month: 12, day: 31})]});
CREATE (:Times {
  midnight: localtime('00:00'), lastNano: localtime('23:59:59.999999999'), oneNano: localtime('00:00:00.000000001'), micro: localtime('12:00:00.000001'),
  east: time({hour: 0, timezone: '+18:00'}), west: time({hour: 23, minute: 59, second: 59, nanosecond: 999999999, timezone: '-18:00'}),
  offsetWithSeconds: time({hour: 12, timezone: '+01:02:03'}), negativeOffsetWithSeconds: time({hour: 12, timezone: '-00:00:01'}), utc: time('12:00Z'),
  localTimes: [localtime('00:00'), localtime('23:59:59.999999999')],
  times: [time('12:00Z'), time({hour: 12, timezone: '+01:02:03'}), time({hour: 12, timezone: '-18:00'})]});
CREATE (:LocalDateTimes {
  first: localdatetime({year: -999999999, month: 1, day: 1}),
  last: localdatetime({year: 999999999, month: 12, day: 31, hour: 23, minute: 59, second: 59, nanosecond: 999999999}),
  beforeEpoch: localdatetime('1969-12-31T23:59:59.999999999'), epoch: localdatetime('1970-01-01T00:00'), zeroSeconds: localdatetime('2015-07-04T19:32'),
  list: [localdatetime('1969-12-31T23:59:59.5'), localdatetime({year: -5, month: 1, day: 1})]});
CREATE (:OffsetDateTimes {
  first: datetime({year: -999999999, month: 1, day: 1, timezone: 'Z'}),
  last: datetime({year: 999999999, month: 12, day: 31, hour: 23, minute: 59, second: 59, nanosecond: 999999999, timezone: 'Z'}),
  offsetWithSeconds: datetime({year: 2015, month: 1, day: 1, timezone: '+01:02:03'}), negativeWithSeconds: datetime({year: 1900, month: 1, day: 1, timezone: '-00:00:01'}),
  east: datetime({year: 2015, month: 1, day: 1, timezone: '+18:00'}), west: datetime({year: 2015, month: 1, day: 1, timezone: '-18:00'}),
  beforeEpoch: datetime('1969-12-31T23:59:59.999999999Z'),
  list: [datetime('2015-01-01T00:00Z'), datetime({year: 2015, month: 1, day: 1, timezone: '+01:02:03'})]});
CREATE (:Durations {
  zero: duration('PT0S'), months: duration({months: 14}), days: duration({days: 365}), seconds: duration({seconds: 90061}), nano: duration({nanoseconds: 1}),
  minusNano: duration({nanoseconds: -1}), mixed: duration({months: 1, days: -1, seconds: 1, nanoseconds: -1}), weeks: duration('P3W'), half: duration({seconds: -1, nanoseconds: 500000000}),
  largeMonths: duration({months: 100000000000}), largeDays: duration({days: 100000000000}), largeSeconds: duration({seconds: 9000000000000000}),
  negativeLarge: duration({months: -1000000, days: -1000000, seconds: -1000000, nanoseconds: -1}),
  list: [duration('P1M'), duration('P30D'), duration('PT720H'), duration({nanoseconds: -1})]});
CREATE (:Points {
  flat: point({x: -0.0, y: 1.7976931348623157E308}), deep: point({x: 0.1, y: 4.9E-324, z: -0.0}), globe: point({longitude: -180.0, latitude: 90.0}),
  high: point({longitude: 180.0, latitude: -90.0, height: -11034.5}), flats: [point({x: 0.0, y: -0.0}), point({x: 1.0E23, y: 3.0})],
  deeps: [point({x: 1.0, y: 2.0, z: 3.0})], globes: [point({longitude: 0.1, latitude: 0.2})], highs: [point({longitude: 0.1, latitude: 0.2, height: 0.3})]});
CREATE (:Bytes {
  bytes: apoc.util.compress('bytes \u0000 é', {compression: 'NONE'}), none: apoc.util.compress('', {compression: 'NONE'}),
  packed: apoc.util.compress('every kind of byte', {compression: 'GZIP'}), same: [98, 121, 116, 101, 115]});
MATCH (n:Numbers), (t:Texts), (d:Dates), (p:Points), (b:Bytes)
CREATE (:EmptyLists {
  integers: n.integers[0..0], floats: n.floats[0..0], texts: t.texts[0..0], dates: d.dates[0..0], points: p.flats[0..0], nothing: [], bytes: b.none});
CREATE (:Flags {yes: true, no: false, flags: [true, false, true], one: [false]});
// Every kind of value on a relationship, too.
MATCH (n) WHERE NOT n:Anchor WITH collect(n) AS all CREATE (a:Anchor) WITH a, all UNWIND all AS n CREATE (a)-[r:COPY]->(n) SET r = properties(n);
