using System.Globalization;
using System.Text;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Oracle;

/// <summary>A whole database as its server describes it: a hash of each node's and each relationship's contents, and the schema.</summary>
/// <param name="Nodes">The hash of each node, by its id.</param>
/// <param name="Relationships">The ends and the hash of each relationship.</param>
/// <param name="Schema">The statement of each constraint, and state and statement of each index of its own, sorted.</param>
internal sealed record GraphPicture(
    IReadOnlyDictionary<long, string> Nodes, IReadOnlyList<PicturedRelationship> Relationships, IReadOnlyList<string> Schema)
{
    /// <summary>Asks the server.</summary>
    public static async Task<GraphPicture> TakeAsync(CypherShell shell) => Read(await shell.RunAsync(OracleStatements.Everything));

    /// <summary>Reads the lines of <see cref="OracleStatements"/> out of what the shell printed.</summary>
    public static GraphPicture Read(string output)
    {
        var nodes = new Dictionary<long, string>();
        var relationships = new List<PicturedRelationship>();
        var schema = new List<string>();
        foreach (var line in output.Split('\n'))
        {
            var fields = line.Trim('"').Split(' ');
            if (fields is ["n", var id, var nodeHash]) nodes.Add(Id(id), nodeHash);
            if (fields is ["r", var start, var end, var hash]) relationships.Add(new(Id(start), Id(end), hash));
            if (fields is ["s", var statement]) schema.Add(Encoding.UTF8.GetString(Convert.FromBase64String(statement)));
        }

        schema.Sort(StringComparer.Ordinal);
        return new(nodes, relationships, schema);
    }

    private static long Id(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>A relationship in a picture.</summary>
internal readonly record struct PicturedRelationship(long Start, long End, string Hash);
