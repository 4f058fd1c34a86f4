namespace StreamingTracker.Backup.Operations.Tests.Restores;

/// <summary>How many restores ended how.</summary>
/// <param name="Done">The new graph was there.</param>
/// <param name="Undone">The old graph was there.</param>
/// <param name="Open">A journal was there, and led to an end.</param>
internal readonly record struct RestoreEnds(int Done = 0, int Undone = 0, int Open = 0)
{
    public RestoreEnds And(RestoreEnds more) => new(Done + more.Done, Undone + more.Undone, Open + more.Open);

    public override string ToString() =>
        $"{Done + Undone + Open} tried, {Done} done, {Undone} failed and undone, {Open} left with a journal that led to an end";
}
