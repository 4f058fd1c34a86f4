namespace StreamingTracker.Backup.EndToEnd.Oracle;

/// <summary>
/// What the oracle asks a server, through the server's own shell. The server itself turns values into text and hashes it (APOC
/// core's JSON and SHA-256), so nothing of the product's reading, writing or decoding takes part.
/// </summary>
internal static class OracleStatements
{
    /// <summary>One line a node: <c>n ID HASH</c>, the hash over its labels and properties.</summary>
    public static readonly string Nodes = $"MATCH (n) RETURN 'n ' + id(n) + ' ' + apoc.util.sha256([{NodeText}]) AS line;";

    /// <summary>One line a relationship: <c>r START END HASH</c>, the hash over its type and properties.</summary>
    public static readonly string Relationships =
        "MATCH (s)-[e]->(t) " +
        $"RETURN 'r ' + id(s) + ' ' + id(t) + ' ' + apoc.util.sha256([apoc.convert.toJson(type(e)) + {PropertiesText("e")}]) AS line;";

    /// <summary>
    /// One line a constraint or index, those of constraints included: <c>s STATEMENT</c>, in Base64. A statement names no provider
    /// even where it is not the default one, so it is asked for, too.
    /// </summary>
    public const string Schema =
        "SHOW CONSTRAINTS YIELD createStatement RETURN 's ' + apoc.text.base64Encode(createStatement) AS line;" +
        "SHOW INDEXES YIELD createStatement, indexProvider, state " +
        "RETURN 's ' + apoc.text.base64Encode(state + ' ' + indexProvider + ' ' + createStatement) AS line;";

    /// <summary>All of these.</summary>
    public static readonly string Everything = Nodes + Relationships + Schema;

    /// <summary>What <see cref="Nodes"/> hashes.</summary>
    public static string NodeText => $"apoc.convert.toJson(apoc.coll.sort(labels(n))) + {PropertiesText("n")}";

    private static string PropertiesText(string entity) =>
        $"reduce(text = '', k IN apoc.coll.sort(keys({entity})) | " +
        $"text + '\\n' + apoc.convert.toJson(k) + ' ' + {ValueText($"{entity}[k]")})";

    // Floats that a Java program stored in 32 bits read the same as doubles everywhere but in their text: the product makes doubles of
    // all. A byte array and a list of integers have one value type and one text: only APOC's own word for the type tells them apart.
    private static string ValueText(string value) =>
        $"valueType({value}) + ' ' + CASE " +
        $"WHEN valueType({value}) STARTS WITH 'FLOAT' THEN apoc.convert.toJson({value} * 1.0) " +
        $"WHEN valueType({value}) STARTS WITH 'LIST<FLOAT' THEN apoc.convert.toJson([x IN {value} | x * 1.0]) " +
        $"WHEN apoc.meta.cypher.type({value}) = 'LIST OF ANY' THEN 'bytes ' + apoc.convert.toJson({value}) " +
        $"ELSE apoc.convert.toJson({value}) END";
}
