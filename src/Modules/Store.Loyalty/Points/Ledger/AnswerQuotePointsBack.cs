using Store.Contracts.Loyalty;

namespace Store.Loyalty.Points.Ledger;

/// <summary>Tells a till that quotes a return what becomes of points.</summary>
internal static class AnswerQuotePointsBack
{
    internal sealed class Handler(PointsDesk desk) : IRequestHandler<QuotePointsBack, PointsBack?>
    {
        public Task<PointsBack?> Handle(QuotePointsBack request, CancellationToken cancellationToken) => desk.Quote(request, cancellationToken);
    }
}
