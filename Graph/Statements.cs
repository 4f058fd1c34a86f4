namespace StreamingTracker.Backup.Graph;

/// <summary>
/// Every statement this product sends to a server, schema changes apart (see <see cref="SchemaStatements"/>). The sandbox answers
/// these and knows no other, so a statement that changes here changes there. Reading works on every Neo4j 5 and after; what
/// writes begins with <c>CYPHER 5</c> (understood from 5.26), so that a server with another default language means the same by it.
/// </summary>
public static class Statements
{
    /// <summary>The server: <c>name</c>, <c>versions</c>, <c>edition</c>.</summary>
    public const string Components = "CALL dbms.components() YIELD name, versions, edition RETURN name, versions, edition";

    /// <summary>The database: <c>id</c>, <c>name</c>.</summary>
    public const string DatabaseInfo = "CALL db.info() YIELD id, name RETURN id, name";

    /// <summary>How many nodes there are: <c>count</c>, at once, from the count store.</summary>
    public const string CountNodes = "MATCH (n) RETURN count(n) AS count";

    /// <summary>How many relationships there are: <c>count</c>, at once, from the count store.</summary>
    public const string CountRelationships = "MATCH ()-[r]->() RETURN count(r) AS count";

    /// <summary>Every node, whole: a node that vanishes on the way is then an error and never an empty one.</summary>
    public const string ReadNodes = "MATCH (n) RETURN n";

    /// <summary>Every relationship, whole, with the ids of its ends.</summary>
    public const string ReadRelationships = "MATCH ()-[r]->() RETURN r";

    /// <summary>The constraints.</summary>
    public const string ShowConstraints =
        "SHOW CONSTRAINTS YIELD name, type, entityType, labelsOrTypes, properties, options, createStatement";

    /// <summary>The indexes, those of constraints included.</summary>
    public const string ShowIndexes =
        "SHOW INDEXES YIELD name, type, state, entityType, labelsOrTypes, properties, owningConstraint, options, failureMessage, " +
        "createStatement";

    /// <summary>Waits until every index is online, at most <c>$seconds</c>.</summary>
    public const string AwaitIndexes = "CYPHER 5 CALL db.awaitIndexes($seconds)";

    /// <summary>Creates <c>$rows</c> of {l: labels, p: properties}; gives back one <c>id</c> a row, in the order of the rows.</summary>
    public const string CreateNodes = "CYPHER 5 UNWIND $rows AS row CREATE (n:$(row.l)) SET n = row.p RETURN id(n) AS id";

    /// <summary>
    /// Creates <c>$rows</c> of {s: start id, e: end id, t: type, p: properties}; <c>created</c> counts them, and is less than the
    /// rows when an end is missing.
    /// </summary>
    public const string CreateRelationships =
        "CYPHER 5 UNWIND $rows AS row MATCH (a) WHERE id(a) = row.s MATCH (b) WHERE id(b) = row.e " +
        "CREATE (a)-[r:$(row.t)]->(b) SET r = row.p RETURN count(r) AS created";

    /// <summary>Deletes every relationship, within the transaction it runs in.</summary>
    public const string DeleteRelationships = "CYPHER 5 MATCH ()-[r]->() DELETE r";

    /// <summary>Deletes every node, within the transaction it runs in.</summary>
    public const string DeleteNodes = "CYPHER 5 MATCH (n) DELETE n";

    /// <summary>Deletes some relationships, at most <c>$most</c>; <c>deleted</c> counts them, and is less when none is left.</summary>
    public const string DeleteSomeRelationships =
        "CYPHER 5 MATCH ()-[r]->() WITH r LIMIT $most DELETE r RETURN count(*) AS deleted";

    /// <summary>Deletes some nodes, at most <c>$most</c>; <c>deleted</c> counts them, and is less when none is left.</summary>
    public const string DeleteSomeNodes = "CYPHER 5 MATCH (n) WITH n LIMIT $most DELETE n RETURN count(*) AS deleted";

    /// <summary>The transactions that are going on, this one among them: <c>transactionId</c>, <c>metaData</c> as its client gave it, <c>status</c>.</summary>
    public const string ShowTransactions = "SHOW TRANSACTIONS YIELD transactionId, database, metaData, status";
}
