// Labels, types and property keys that a careless quoting or encoding would lose.
CREATE (:`back``tick`:`\u005Cu0060`:`quote"s'`:`new
line`:` space before`:`0digit`:`😀`:`back\slash`:`double\\slash`:`MATCH (n) DETACH DELETE n`:`a:b`:`ünïcode` {name: 'labels'});
CREATE (:Keys {
  `back``tick`: 1, `\u005Cu0060`: 2, `quote"s'`: 3, `new
line`: 4, ` `: 5, `0`: 6, `😀`: 7, `back\slash`: 8, `a.b`: 9, `type`: 10, `id`: 11, `labels`: 12, `properties`: 13, `types`: date('2020-01-01'), `label`: 14, `neo4jImportId`: 15,
  `\u2028`: 16, `ключ`: duration('P1D'), `crs`: 17, `"\🔑`: point({x: 1.0, y: 2.0})});
MATCH (a:Keys), (b:`back``tick`)
CREATE (a)-[:`back``tick`]->(b), (a)-[:`\u005Cu0060`]->(b), (a)-[:`quote"s'`]->(b), (a)-[:`new
line`]->(b), (a)-[:`0`]->(b), (a)-[:`😀` {`back``tick`: 1, `\u005Cu0060`: date('2020-01-01')}]->(b), (a)-[:`back\slash`]->(b), (a)-[:` `]->(b), (a)-[:lower]->(b), (a)-[:LOWER]->(b);
CREATE (:person {n: 1}), (:Person {N: 1}), (:PERSON:person {n: 1, N: 2});
