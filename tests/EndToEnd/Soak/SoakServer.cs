using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Soak;

/// <summary>A server of the soak's own, and no other test meanwhile: it weighs the whole process, and counts everything on the server.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class SoakServer : ICollectionFixture<Neo4jServerFixture>;
