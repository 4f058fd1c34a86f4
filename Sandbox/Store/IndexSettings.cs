using System.Collections.Frozen;
using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Sandbox.Store;

/// <summary>
/// The settings of each kind of index: their defaults, filled in where a statement names none, and their ranges. The provider
/// is the newest of its kind, whatever a statement asks for (source: a real 5.26 server).
/// </summary>
internal static class IndexSettings
{
    private const string Analyzer = "fulltext.analyzer";
    private const string EventuallyConsistent = "fulltext.eventually_consistent";
    private const string Dimensions = "vector.dimensions";
    private const string Similarity = "vector.similarity_function";

    private static readonly FrozenSet<string> Analyzers = FrozenSet.Create(
    [
        "arabic", "armenian", "basque", "brazilian", "bulgarian", "catalan", "cjk", "classic", "czech", "danish", "dutch", "email",
        "english", "finnish", "french", "galician", "german", "greek", "hindi", "hungarian", "indonesian", "irish", "italian", "keyword",
        "latvian", "lithuanian", "norwegian", "persian", "portuguese", "romanian", "russian", "simple", "sorani", "spanish", "standard",
        "standard-folding", "standard-no-stop-words", "stop", "swedish", "thai", "turkish", "unicode_whitespace", "url", "url_or_email",
        "whitespace",
    ]);

    private static readonly FrozenSet<string> Similarities = FrozenSet.Create(["COSINE", "EUCLIDEAN"]);

    private static readonly Dictionary<string, object> NoDefaults = [];

    private static readonly Dictionary<string, object> FullTextDefaults = new()
    {
        [Analyzer] = "standard-no-stop-words",
        [EventuallyConsistent] = false,
    };

    private static readonly Dictionary<string, object> PointDefaults = new()
    {
        ["spatial.cartesian.min"] = new[] { -1e6, -1e6 },
        ["spatial.cartesian.max"] = new[] { 1e6, 1e6 },
        ["spatial.cartesian-3d.min"] = new[] { -1e6, -1e6, -1e6 },
        ["spatial.cartesian-3d.max"] = new[] { 1e6, 1e6, 1e6 },
        ["spatial.wgs-84.min"] = new[] { -180.0, -90.0 },
        ["spatial.wgs-84.max"] = new[] { 180.0, 90.0 },
        ["spatial.wgs-84-3d.min"] = new[] { -180.0, -90.0, -1e6 },
        ["spatial.wgs-84-3d.max"] = new[] { 180.0, 90.0, 1e6 },
    };

    private static readonly Dictionary<string, object> VectorDefaults = new()
    {
        ["vector.hnsw.ef_construction"] = 100L,
        ["vector.hnsw.m"] = 16L,
        ["vector.quantization.enabled"] = true,
        [Similarity] = "COSINE",
    };

    private static readonly Dictionary<string, long> VectorMaxima = new()
    {
        [Dimensions] = 4096,
        ["vector.hnsw.ef_construction"] = 3200,
        ["vector.hnsw.m"] = 512,
    };

    /// <summary>Fills in what a definition leaves open.</summary>
    /// <exception cref="ServerFailureException">A setting is unknown to the kind of index, or its value is.</exception>
    public static (string Provider, IReadOnlyDictionary<string, object> Config) Complete(SchemaObject definition)
    {
        var (provider, defaults) = definition.Kind switch
        {
            "TEXT" => ("text-2.0", NoDefaults),
            "POINT" => ("point-1.0", PointDefaults),
            "FULLTEXT" => ("fulltext-1.0", FullTextDefaults),
            "VECTOR" => ("vector-2.0", VectorDefaults),
            "LOOKUP" => ("token-lookup-1.0", NoDefaults),
            _ => ("range-1.0", NoDefaults),
        };
        var config = new SortedDictionary<string, object>(defaults, StringComparer.Ordinal);
        foreach (var (setting, value) in definition.Config) config[setting] = Checked(definition.Kind, defaults, setting, value);
        if (definition.Kind == "POINT") RequireMinimaBelowMaxima(config);
        return (provider, config);
    }

    private static object Checked(string kind, Dictionary<string, object> defaults, string setting, object value)
    {
        if (defaults.Count == 0)
        {
            throw Arguments(
                $"Could not create {kind.ToLowerInvariant()} index with specified index config '{{{setting}}}': " +
                "it has no valid config values.");
        }

        if (!defaults.ContainsKey(setting) && setting != Dimensions)
        {
            throw kind == "VECTOR"
                ? Arguments($"Could not create vector index with specified index config '{setting}': it is an unrecognized setting.")
                : Failed($"Invalid index config key '{setting}', it was not recognized as an index setting.");
        }

        return (setting, value) switch
        {
            (Analyzer, string analyzer) => Analyzers.Contains(analyzer)
                ? analyzer
                : throw Failed($"No such full-text analyzer: '{analyzer}'."),
            (Similarity, string function) => Similarities.Contains(function.ToUpperInvariant())
                ? function.ToUpperInvariant()
                : throw Failed($"'{function}' is an unsupported '{Similarity}'. Supported: [COSINE, EUCLIDEAN]"),
            (_, long number) when VectorMaxima.TryGetValue(setting, out var most) => number >= 1 && number <= most
                ? number
                : throw Failed($"'{setting}' must be between 1 and {most} inclusively"),
            (_, IReadOnlyList<double> corner) when defaults.GetValueOrDefault(setting) is double[] usual => corner.Count == usual.Length
                ? corner
                : throw Failed("Invalid spatial index settings."),
            (_, bool) when defaults.GetValueOrDefault(setting) is bool => value,
            _ when kind == "VECTOR" => throw Arguments(
                $"Could not create vector index with specified index config '{setting}': its type is wrong."),
            _ => throw Failed($"Invalid value type for '{setting}' setting: '{value}'."),
        };
    }

    private static void RequireMinimaBelowMaxima(SortedDictionary<string, object> config)
    {
        foreach (var (setting, value) in config)
        {
            if (!setting.EndsWith(".min", StringComparison.Ordinal)) continue;
            var maxima = (IReadOnlyList<double>)config[setting[..^3] + "max"];
            var minima = (IReadOnlyList<double>)value;
            if (minima.Zip(maxima).Any(pair => pair.First >= pair.Second)) throw Failed("Invalid spatial index settings.");
        }
    }

    private static ServerFailureException Arguments(string message) => new(StatusCode.InvalidArguments, message);

    private static ServerFailureException Failed(string message) => new(StatusCode.ExecutionFailed, message);
}
