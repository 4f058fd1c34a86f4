using StreamingTracker.Backup.Archive.Storage;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Storage;

public sealed class DiskOperationsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DiskOperations _disk = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Of_several_who_rename_to_one_name_at_once_one_succeeds()
    {
        for (var round = 0; round < 100; round++)
        {
            var target = _folder[$"target{round}"];
            var sources = Enumerable.Range(0, 4).Select(number => _folder[$"{round}.{number}"]).ToArray();
            foreach (var source in sources) await File.WriteAllTextAsync(source, source, GraphFile.Cancel);
            using var start = new Barrier(sources.Length);

            var renamed = await Task.WhenAll(sources.Select(
                source => Task.Factory.StartNew(() => TryRename(start, source, target), TaskCreationOptions.LongRunning)));

            var winner = sources[Array.IndexOf(renamed, true)];
            Assert.Single(renamed, true);
            Assert.Equal(winner, await File.ReadAllTextAsync(target, GraphFile.Cancel));
            Assert.All(sources.Where(source => source != winner), source => Assert.True(File.Exists(source)));
        }
    }

    [Fact]
    public async Task A_file_that_somebody_has_alone_can_be_read_and_reading_hinders_nobody()
    {
        var path = _folder["file"];
        await using (var alone = _disk.Create(path))
        {
            await _disk.WriteAsync(alone, "abc"u8.ToArray(), GraphFile.Cancel);
            using var reader = _disk.OpenToRead(path);
            Assert.Equal(3, RandomAccess.GetLength(reader));
            Assert.Throws<IOException>(() => _disk.OpenOrCreate(path));
        }
        using (_disk.OpenToRead(path))
        {
            await using var again = _disk.OpenOrCreate(path);
            Assert.Equal(3, again.Length);
        }
    }

    [Fact]
    public void What_is_not_there_is_said_to_be_missing() =>
        Assert.Throws<FileNotFoundException>(() => _disk.OpenToRead(_folder["missing"]));

    [Theory]
    [InlineData("neo4j", "a-b.c_D@neo4j")]
    [InlineData("Neo4j", "a-b.c_D@neo4j")]
    [InlineData("../x@y", "a-b.c_D@..%2Fx%40y")]
    [InlineData("é", "a-b.c_D@%C3%A9")]
    [InlineData(null, "a-b.c_D@~")]
    public void An_archive_and_a_database_are_a_name_that_a_file_can_have(string? database, string expected) =>
        Assert.Equal(expected, FileNames.Key(new BackupArchiveOptions("x", "a-b.c_D"), database));

    private bool TryRename(Barrier start, string from, string to)
    {
        start.SignalAndWait();
        try
        {
            _disk.Rename(from, to);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
