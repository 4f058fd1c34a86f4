// Every kind of index and constraint that Community has, with options and names that need quoting.
DROP INDEX index_343aff4e;
CREATE LOOKUP INDEX `labels of "mine"` FOR (n) ON EACH labels(n);
CREATE CONSTRAINT `unique ``tick` FOR (n:`Back``tick`) REQUIRE n.`a b` IS UNIQUE;
CREATE CONSTRAINT unique_pair FOR (n:Pair) REQUIRE (n.left, n.right) IS UNIQUE OPTIONS {indexProvider: 'range-1.0'};
CREATE CONSTRAINT unique_edge FOR ()-[r:`EDGE type`]-() REQUIRE r.key IS UNIQUE;
CREATE CONSTRAINT unique_edge_pair FOR ()-[r:PAIR]-() REQUIRE (r.a, r.b) IS UNIQUE;
CREATE INDEX `\u005Cu0060` FOR (n:`\u005Cu0060`) ON (n.`\u005Cu0060`);
CREATE RANGE INDEX range_three FOR (n:Pair) ON (n.left, n.right, n.third) OPTIONS {indexProvider: 'range-1.0'};
CREATE RANGE INDEX `range of edges` FOR ()-[r:PAIR]-() ON (r.a);
CREATE TEXT INDEX text_node FOR (n:Pair) ON (n.text) OPTIONS {indexProvider: 'text-2.0'};
CREATE TEXT INDEX text_edge FOR ()-[r:PAIR]-() ON (r.text);
CREATE POINT INDEX point_node FOR (n:Place) ON (n.at)
  OPTIONS {indexConfig: {`spatial.cartesian.min`: [-100.5, -1000000.0], `spatial.cartesian.max`: [100.0, 100.0], `spatial.wgs-84.min`: [-90.0, -45.0], `spatial.wgs-84.max`: [90.0, 45.0]}};
CREATE POINT INDEX point_edge FOR ()-[r:ROUTE]-() ON (r.at)
  OPTIONS {indexConfig: {`spatial.cartesian-3d.min`: [-1.0, -1.0, -1.0], `spatial.cartesian-3d.max`: [1.0, 1.0, 1.0]}};
CREATE FULLTEXT INDEX `full text` FOR (n:Article|`Back``tick`|Post) ON EACH [n.title, n.`a b`, n.body]
  OPTIONS {indexConfig: {`fulltext.analyzer`: 'swedish', `fulltext.eventually_consistent`: true}};
CREATE FULLTEXT INDEX fulltext_edge FOR ()-[r:SAYS|WRITES]-() ON EACH [r.words] OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words'}};
CREATE VECTOR INDEX vector_node FOR (n:Article) ON (n.embedding)
  OPTIONS {indexConfig: {`vector.dimensions`: 3, `vector.similarity_function`: 'euclidean', `vector.hnsw.m`: 24, `vector.hnsw.ef_construction`: 200, `vector.quantization.enabled`: false}};
CREATE VECTOR INDEX vector_edge FOR ()-[r:SAYS]-() ON (r.embedding) OPTIONS {indexConfig: {`vector.dimensions`: 4096, `vector.similarity_function`: 'cosine'}};
CREATE VECTOR INDEX vector_any FOR (n:Post) ON (n.embedding);
CREATE (:`Back``tick` {`a b`: 'unique'}), (:Pair {left: 1, right: 2, third: 3, text: 'text'}), (:Place {at: point({x: 1.0, y: 2.0})}),
  (:Article {title: 'Titel', embedding: [0.1, 0.2, 0.3]})-[:SAYS {words: 'words'}]->(:Post {body: 'body'}), ()-[:PAIR {a: 1, b: 2}]->(), ()-[:`EDGE type` {key: 1}]->();
CALL db.awaitIndexes(60);
