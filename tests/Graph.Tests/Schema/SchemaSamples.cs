using CsCheck;
using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Graph.Tests.Schema;

/// <summary>Constraints and indexes of every kind that Community holds, under names that hurt.</summary>
internal static class SchemaSamples
{
    public static readonly string[] AwkwardNames =
    [
        "`", "``", "a`b", @"\", @"\\", @"\u0060", @"\\u0060`", @"\u005C", "new\nline\r\n", "tab\t", " ", "quote\"'", "$name", "Ünï 電 😀", ")|`e", "*/ // --",
    ];

    // Lone surrogates are no text: neither Bolt nor a server has them.
    public static readonly Gen<string> Name = Gen.OneOf(
        Gen.OneOf(AwkwardNames),
        Gen.String["`\\u0056C\n aé電"].Where(s => s.Length > 0),
        Gen.String.Where(s => s.Length > 0 && !s.Any(char.IsSurrogate)));

    private static readonly Gen<object> Setting = Gen.OneOf<object>(
        Gen.Bool.Select(b => (object)b), Gen.Long.Select(l => (object)l), Gen.Double[-1e9, 1e9].Select(d => (object)d),
        Name.Select(s => (object)s), Gen.Double[-1e9, 1e9].Array[2, 3].Select(a => (object)a));

    public static readonly Gen<SchemaObject> Object =
        from kind in Gen.OneOf("RANGE", "TEXT", "POINT", "FULLTEXT", "VECTOR", "LOOKUP", "UNIQUENESS", "RELATIONSHIP_UNIQUENESS")
        from node in Gen.Bool
        from name in Name
        from labels in Name.Array[1, 3]
        from properties in Name.Array[1, 3]
        from config in Gen.Dictionary(Name, Setting)[0, 3]
        select new SchemaObject
        {
            Name = name,
            Kind = kind,
            Entity = kind == "UNIQUENESS" || (kind != "RELATIONSHIP_UNIQUENESS" && node) ? SchemaEntity.Node : SchemaEntity.Relationship,
            LabelsOrTypes = kind == "LOOKUP" ? [] : kind == "FULLTEXT" ? labels : labels[..1],
            Properties = kind == "LOOKUP" ? [] : properties,
            Config = config,
        };
}
