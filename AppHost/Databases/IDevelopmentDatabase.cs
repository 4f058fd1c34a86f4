using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.AppHost.Databases;

/// <summary>A Neo4j that answers. Disposing it stops whatever was started for it, and nothing else.</summary>
internal interface IDevelopmentDatabase : IAsyncDisposable
{
    /// <summary>What it is, in a few words for people.</summary>
    string Description { get; }

    /// <summary>Where it answers, and who logs on.</summary>
    Neo4jSettings Settings { get; }

    /// <summary>
    /// What other programs of this product must be told to work with it, beside the configuration that they share with this one: keys
    /// and values, never a secret, at most the file that holds one. Empty when that configuration says it all.
    /// </summary>
    IReadOnlyDictionary<string, string> Configuration { get; }
}
