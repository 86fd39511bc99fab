using System.Globalization;
using Store.Contracts.Access;

namespace Store.Access.Approvals;

/// <summary>Holds other modules' requests to the caller's limits.</summary>
internal static class AnswerRequireLimit
{
    internal sealed class Handler(Caller caller) : IRequestHandler<RequireLimit, Approver?>
    {
        public Task<Approver?> Handle(RequireLimit request, CancellationToken cancellationToken)
        {
            var allowed = caller.LimitIn(request.StoreId, request.Limit);
            if (allowed is null || request.Value <= allowed)
                return Task.FromResult<Approver?>(null);

            var (wanted, limit) = (request.Value.ToString("0.##", CultureInfo.InvariantCulture), allowed.Value.ToString("0.##", CultureInfo.InvariantCulture));
            throw new Forbidden("approval_required", $"{wanted} is more than the {limit} that you may; someone else has to approve it.", new Dictionary<string, object?>
            {
                ["limit"] = request.Limit, ["allowed"] = allowed, ["wanted"] = request.Value, ["subject"] = request.Subject,
            });
        }
    }
}
