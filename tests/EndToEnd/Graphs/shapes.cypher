// Nodes and relationships that only their place in the graph tells apart.
CREATE (), (), ({only: 'properties'}), (:OnlyLabel), (:OnlyLabel);
CREATE (a:Loop {n: 1}), (b:Loop {n: 2}), (c:Loop), (a)-[:SELF]->(a), (a)-[:SELF]->(a), (a)-[:SELF {twice: true}]->(a), (b)-[:SELF]->(b), (c)-[:SELF]->(c);
CREATE (a:Parallel {n: 1}), (b:Parallel {n: 2})
CREATE (a)-[:SAME]->(b), (a)-[:SAME]->(b), (a)-[:SAME]->(b), (b)-[:SAME]->(a), (a)-[:SAME {weight: 1}]->(b), (a)-[:SAME {weight: 1}]->(b), (a)-[:SAME {weight: 1.0}]->(b),
  (a)-[:OTHER]->(b), (b)-[:OTHER]->(a);
// A chain of nodes that look alike: only the distance from its ends tells them apart.
UNWIND range(1, 60) AS i CREATE (:Link {i: i});
MATCH (a:Link), (b:Link) WHERE b.i = a.i + 1 CREATE (a)-[:NEXT]->(b);
MATCH (n:Link) REMOVE n.i;
CREATE (h:Hub {name: 'hub'}) WITH h UNWIND range(1, 3000) AS i CREATE (h)<-[:SPOKE {i: i % 10}]-(:Rim {i: i % 100});
// Holes in the ids, which the next nodes may or may not fill.
MATCH (n:Rim) WHERE n.i IN [3, 4, 50] DETACH DELETE n;
CREATE (:AfterTheHoles {name: 'late'})-[:LATE]->(:AfterTheHoles);
MATCH (a:AfterTheHoles {name: 'late'}), (b:Parallel {n: 1}) CREATE (b)-[:BACK]->(a);
