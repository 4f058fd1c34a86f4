using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Graph.Import;

/// <summary>
/// Does something in batches that are transactions of their own: one that met a passing trouble goes again as it is, and the caller
/// hears of one that was too much for the server, to send less.
/// </summary>
internal static class BatchTries
{
    private const int Most = 5;

    /// <summary>Does one batch.</summary>
    /// <param name="demandRight">Called before each try.</param>
    /// <param name="canBeSmaller">Whether the caller can do with less.</param>
    /// <param name="batch">The batch; it leaves nothing behind when it fails.</param>
    /// <param name="cancellationToken">Ends it between two tries.</param>
    /// <returns>False when it was too much.</returns>
    public static async Task<bool> DoAsync(Action demandRight, bool canBeSmaller, Func<Task> batch, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            demandRight();
            try
            {
                await batch();
                return true;
            }
            catch (BoltServerException e) when (canBeSmaller && ServerTrouble.WasTooMuch(e))
            {
                return false;
            }
            catch (BoltServerException e) when (ServerTrouble.MayPass(e) && tries < Most)
            {
                // Such as a deadlock with somebody else's transaction: rolled back, so the same can go again.
            }
        }
    }
}
